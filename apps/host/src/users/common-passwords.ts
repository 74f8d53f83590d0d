/** Common passwords of at least eight characters; shorter ones are refused for their length. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword pa$$word passwort passwort1
  12345678 123456789 1234567890 12345678910 0123456789 987654321 9876543210 87654321 11223344 12341234 123123123
  123321123 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2 qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwertz123
  qwertzui qwertzuiop asdfghjk asdfghjkl zxcvbnm1 zaq12wsx azertyui azertyuiop abcd1234 abc12345 abcdefgh abcdefg1
  a1b2c3d4 aa123456 iloveyou iloveyou1 iloveyou2 sunshine sunshine1 princess princess1 football football1 baseball
  baseball1 superman superman1 batman123 michael1 jennifer jordan23 charlie1 jessica1 starwars starwars1 trustno1
  whatever whatever1 computer computer1 internet dragon123 monkey123 shadow123 master123 welcome1 welcome12
  welcome123 letmein1 letmein12 letmein123 admin123 admin1234 administrator administrator1 changeme changeme1
  changeme123 default1 temp1234 test1234 testtest tester123 guest123 root1234 rootroot toortoor secret123 secret12
  mypassword yourpassword nopassword login123 user1234 pass1234 passpass password! password1! p@ssw0rd1 qwerty1!
  summer2024 summer2025 summer2026 winter2024 winter2025 winter2026 spring2025 spring2026 autumn2025 autumn2026
  patchbay patchbay1 patchbay123 workflow liverpool arsenal1 chelsea1 manchester barcelona realmadrid juventus
  midnight victoria alexander samantha elizabeth christian danielle michelle benjamin nicholas anthony1 matthew1
  godzilla pokemon1 minecraft fortnite blink182 metallica nirvana1 slipknot corvette mustang1 ferrari1 mercedes
  chocolate butterfly strawberry precious babygirl babygirl1 loveyou1 lovelove sweetheart forever1 friends1
  hello123 hellohello helloworld goodluck money123 mynoob123 ashley123 michael123 daniel123 qweasdzxc 1234qwer
  qwer1234 asdf1234 zxcv1234 1qaz1qaz q1w2e3r4 q1w2e3r4t5 zxcvbnm123 147258369 159753456 789456123 741852963
  147852369 321654987 456456456 55555555a 1111aaaa 123qweasd 123qwe123 qazwsxedc qazwsx123 google123 facebook`.split(
    /\s+/,
  ),
);

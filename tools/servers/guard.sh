# Runs a server for as long as whoever started this script lives:  guard.sh DIRECTORY SIGNAL COMMAND…
#
# Standard input is a pipe from the starter. It ends when the starter closes it and also when the starter
# is killed outright, so that no server and no directory is ever left behind. SIGNAL asks the server to end.
directory=$1
signal=$2
shift 2
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
# shellcheck disable=SC2034
( read -r _ <&3; kill -"$signal" "$server" ) 2>/dev/null &
waiter=$!
trap 'kill -"$signal" "$server" 2>/dev/null' INT TERM HUP
wait "$server"
status=$?
# A trapped signal ends the first wait early; the server is still shutting down then.
while kill -0 "$server" 2>/dev/null; do wait "$server"; done
kill "$waiter" 2>/dev/null
rm -rf "$directory"
exit "$status"

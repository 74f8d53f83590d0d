import type { Direct } from './direct.js';

/** Who has something to write that may share a transaction with others. */
export interface GroupMember {
  /** How many wait for what it has gathered. */
  readonly waiting: number;
  /** What has gathered so far; undefined when there is nothing. */
  take(): Portion | undefined;
}

export interface Portion {
  write(direct: Direct): Promise<void>;
  /** Called when it is on disk. */
  done(): void;
  failed(error: unknown): void;
}

/** Who comes while others wait shares their transaction, and their write to the disk. */
const gatherMs = 1;

/**
 * Writes what several have gathered in one transaction. It begins at once when all who could come are there, else a
 * moment later.
 */
export class GroupCommit {
  readonly #members: GroupMember[] = [];
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;

  /** How many may come to wait soon; asked each time. */
  expected = (): number => 0;

  /**
   * @param commit runs the work in one transaction, which is on disk when it resolves
   * @param shares whether several portions go into one transaction
   */
  constructor(
    private readonly commit: (work: (direct: Direct) => Promise<void>) => Promise<void>,
    private readonly shares: boolean,
  ) {}

  join(member: GroupMember): void {
    this.#members.push(member);
  }

  /** Somebody waits for what a member has gathered. */
  hurry(): void {
    if (this.#immediate !== undefined) return;
    const waiting = this.#members.reduce((sum, member) => sum + member.waiting, 0);
    if (waiting >= this.expected()) this.#immediate = setImmediate(() => this.#write());
    else this.#timer ??= setTimeout(() => this.#write(), gatherMs);
  }

  #write(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#timer = undefined;
    this.#immediate = undefined;
    const portions = this.#members.map((member) => member.take()).filter((portion) => portion !== undefined);
    if (this.shares && portions.length > 1) void this.#together(portions);
    else for (const portion of portions) void this.#alone(portion);
  }

  async #together(portions: readonly Portion[]): Promise<void> {
    try {
      await this.commit(async (direct) => {
        for (const portion of portions) await portion.write(direct);
      });
    } catch {
      // What one of them cannot write must not keep the others from being written.
      await Promise.all(portions.map((portion) => this.#alone(portion)));
      return;
    }
    for (const portion of portions) portion.done();
  }

  async #alone(portion: Portion): Promise<void> {
    try {
      await this.commit((direct) => portion.write(direct));
    } catch (error) {
      portion.failed(error);
      return;
    }
    portion.done();
  }
}

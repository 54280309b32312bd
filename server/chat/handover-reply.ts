/** What is said when a person takes a conversation over, and when Parkwire answers again. */
export type HandoverReply =
  /** A person answers here from now on. */
  | { kind: 'handed-over'; lotName: string; contact: string | null; isOpen: boolean }
  /** Staff are done. */
  | { kind: 'handed-back'; lotName: string }
  /** Nobody has answered for so long that Parkwire answers again. */
  | { kind: 'handover-lapsed'; lotName: string; contact: string | null };

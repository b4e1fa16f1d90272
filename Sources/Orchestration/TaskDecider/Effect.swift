public import Ledger

/// Something that the world still owes a task.
public enum Effect: Hashable, Sendable {
    /// An attempt of this call should be made, not before the time if there is one.
    case ask(Call, notBefore: Timestamp?)
    /// This attempt is under way; its outcome must be recorded, whatever happens.
    case settle(EventID)
}

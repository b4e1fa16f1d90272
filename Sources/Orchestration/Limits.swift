/// Everything has a limit and the limit has a name. Reaching one is a refusal with the numbers in
/// it.
public enum Limits {
    /// Sub-tasks of one plan.
    public static let subtasksMax = 1_000
    /// Attempts of one call that failed or whose outcome is unknown.
    public static let attemptsPerCallMax = 4
    /// Attempts of one call that were refused or expired without being billed.
    public static let unbilledAttemptsPerCallMax = 20
    /// How often a plan goes back to the model with the reasons against it.
    public static let planRepairsMax = 2
    /// Problems of one kind that the model is told about a plan.
    public static let problemsPerKindMax = 10
    public static let accountsMax = 64
    public static let concurrencyMax = 64
    /// Bytes of the context of a task.
    public static let contextBytesMax = 8 * 1024 * 1024
    /// Bytes of the description of a task.
    public static let descriptionBytesMax = 1024 * 1024
    /// Requests that an account may be allowed in a window.
    public static let windowRequestsMax = 1_000_000
    /// The longest window.
    public static let windowMsMax: Int64 = 60_000
    /// Bytes that must be free on the disk of the ledger before anything is sent: an answer that
    /// has been paid for needs a place.
    public static let diskFreeBytesMin: Int64 = 64 * 1024 * 1024
    /// The longest time that a provider can ask us to wait: a year. Longer ones are taken for it.
    public static let retryAfterMsMax: Int64 = 365 * 86_400_000
}

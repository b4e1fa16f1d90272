package import Ledger

/// What the log says about the accounts up to `position`: where the fold that admits requests
/// starts from, so that it has to read only what follows.
package struct AccountStandings: Hashable, Sendable {
    /// A request that counts against a window.
    package struct Permit: Hashable, Sendable {
        package let attempt: EventID
        /// When it started, by the clock as it goes now: moved by what the clock has jumped since.
        package let startedAt: Timestamp
        /// When its outcome was recorded, by the same clock; nil if it is open.
        package let endedAt: Timestamp?
        package let windowRequests: Int
        package let windowMs: Int64
    }

    /// One key, under the name that it was last used with.
    package struct Account: Hashable, Sendable {
        package let name: String
        package let key: String
        package let settled: Ticks
        /// By open attempts and unknown outcomes.
        package let held: Ticks
        /// The holds of answers that nobody knows the cost of.
        package let unpriced: Ticks
        /// Requests ever started.
        package let requests: Int
        package let openAttempts: Set<EventID>
        /// At least the requests of the last two minutes before the last event, or longer if longer
        /// windows were in use; the oldest first. Without those that were never sent.
        package let permits: [Permit]
        package let cooledDownUntil: Timestamp?
        package let disabled: DisablementReason?
        /// Limits and server errors since the last answer.
        package let setbacks: Int
        /// The provider's name of its team; nil as long as nobody has asked.
        package let team: String?
    }

    /// What was spent on one key on one day, by the time in the ids of the attempts.
    package struct Day: Hashable, Sendable {
        /// Days since 1970 UTC.
        package let day: Int64
        package let key: String
        package let settled: Ticks
        /// By open attempts, unknown outcomes and unknown costs.
        package let held: Ticks
    }

    /// The last event that is counted; 0 if there is none.
    package let position: Int64
    package let accounts: [Account]
    /// The key of the last request.
    package let lastKey: String?
    /// From the day before that of the last event on.
    package let days: [Day]
}

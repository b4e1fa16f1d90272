internal import Ledger
internal import Orchestration
internal import Projections

extension AdmissionState {
    /// The fold at the position that the tables remember; the rest is read from the log.
    init(_ remembered: AccountStandings) {
        var standings: [String: AccountStanding] = [:]
        for account in remembered.accounts {
            standings[account.key] = AccountStanding(
                name: account.name, settled: account.settled, held: account.held,
                unpriced: account.unpriced,
                requests: account.requests, openAttempts: account.openAttempts,
                permits: account.permits.map {
                    AccountStanding.Permit(
                        attempt: $0.attempt, startedAt: $0.startedAt,
                        windowRequests: $0.windowRequests, windowMs: $0.windowMs)
                }, cooledDownUntil: account.cooledDownUntil, disabled: account.disabled,
                setbacks: account.setbacks, team: account.team)
        }
        var days: [BudgetDay: [String: Spending]] = [:]
        for spent in remembered.days {
            days[BudgetDay(number: spent.day), default: [:]][spent.key] = Spending(
                settled: spent.settled, held: spent.held)
        }
        self.init(
            position: remembered.position, standings: standings, lastKey: remembered.lastKey,
            days: days)
    }
}

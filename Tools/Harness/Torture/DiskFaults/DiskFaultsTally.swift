/// What all trials together came to.
struct DiskFaultsTally {
    var lost = 0
    var doubled = 0
    var complaints = 0
    var violations: [String] = []

    init(_ outcomes: [DiskFaultsTrial.Outcome]) {
        for outcome in outcomes {
            lost += outcome.lost
            doubled += outcome.doubled
            complaints += outcome.complaints
            violations += outcome.problems
        }
    }
}

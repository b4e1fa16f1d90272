/// One thing that must hold and did not.
struct Violation: Hashable, Sendable, CustomStringConvertible {
    enum Kind: String, Sendable {
        /// More was billed than is settled and in doubt: the ledger lost a charge.
        case lost
        /// A request arrived that the ledger does not know.
        case unrecorded
        /// More is settled than was billed.
        case overcounted
        /// Two accounts of the same thing differ.
        case disagreement
        /// A call that had its answer was sent again.
        case askedAgain
        /// An attempt has no outcome, several, or no beginning.
        case attempts
        /// `ledger verify` found something, or could not run.
        case verification
        /// A task did not come to its end.
        case unfinished
        /// A window held more requests than its limit.
        case limit
        /// More was held than a cap allows, or less than fits under it.
        case budget
        /// The program ended or said something it must not.
        case program
        /// A request came in the wrong order or without what it needs.
        case schedule
    }

    let kind: Kind
    let text: String

    init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }

    var description: String { "\(kind.rawValue): \(text)" }
}

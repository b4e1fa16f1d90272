internal import ArgumentParser
internal import Foundation
internal import GrokCommands
internal import Ledger

/// What must hold of a home when everything has come to its end: first as the program sees it, then
/// with what its provider's bill tells about the attempts in doubt.
struct AimedVerdict {
    let books: AimedBooks
    /// The program, undisturbed.
    let work: Workplace

    func judge(_ outcome: inout AimedOutcome) throws {
        let facts = try LedgerFacts(directory: books.directory)
        outcome.attempts = facts.attempts.count
        outcome.tasks = facts.tasks.count
        outcome.inDoubt = facts.sums().inDoubt
        let bill = ProviderBill(try Biller(folder: books.folder).entries())
        if !books.settlesEarly {
            let cost = try work.json(["ledger", "cost", "--by-account"], as: CostReport.self)
            outcome.violations +=
                Reconciliation(bill: bill, facts: facts, cost: cost).violations
                + facts.violations(isSettled: true) + facts.unrecovered()
            outcome.violations += try verified(facts)
        }
        let told = try books.told()
        for (attempt, ticks) in told { try resolve(attempt, ticks, &outcome) }
        let after = try LedgerFacts(directory: books.directory)
        if after.sums().inDoubt > 0 {
            outcome.violations.append(
                Violation(.attempts, "\(after.sums().inDoubt) attempts stay in doubt"))
        }
        guard !books.settlesEarly else {
            let resolved = told.reduce(0) { $0 + ($1.ticks ?? 0) }
            outcome.violations += try books.early(after, bill, resolved: resolved)
            return
        }
        let cost = try work.json(["ledger", "cost", "--by-account"], as: CostReport.self)
        outcome.violations += Reconciliation(bill: bill, facts: after, cost: cost).violations
    }

    /// In this process: it is the same program, and a thousand starts take their time.
    private func resolve(
        _ attempt: EventID, _ ticks: Int64?, _ outcome: inout AimedOutcome
    ) throws {
        let amount = ticks.map { ["--billed", "\($0)"] } ?? ["--not-billed"]
        let arguments =
            ["ledger", "resolve", attempt.text] + amount
            + ["--quiet", "--simulate", "--home", work.home]
        let code = Blocking.run { await GrokProgram.run(arguments) }
        if code != 0 {
            outcome.violations.append(
                Violation(.program, "`ledger resolve \(attempt)` ended with \(code)"))
        }
    }

    private func verified(_ facts: LedgerFacts) throws -> [Violation] {
        let verified = try work.json(["ledger", "verify"], as: VerifyReport.self)
        guard !verified.ok || verified.events != Int64(facts.events) else { return [] }
        return [
            Violation(
                .verification,
                "`ledger verify` says ok \(verified.ok) over \(verified.events) of "
                    + "\(facts.events) events")
        ]
    }
}

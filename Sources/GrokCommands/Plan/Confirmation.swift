internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import Orchestration

/// Whether somebody is asked before the sub-tasks of a plan are paid for.
struct Confirmation {
    /// Whether every plan is shown first.
    private let isWished: Bool
    /// Plans whose bound is above it are shown first; nil: none is for that.
    private let threshold: Ticks?
    /// Whether there is somebody to ask.
    private let hasTerminal: Bool

    /// In the simulated world nothing costs anything: there only who wants to be asked is.
    /// Under a cap the run cannot cost more anyway: there only who asked for it is asked.
    init(
        _ planning: PlanOptions, hasCap: Bool, _ options: GlobalOptions, _ environment: Environment
    ) throws {
        let written = planning.confirmAbove ?? environment.nonBlank("GROK_CONFIRM_ABOVE")
        if let written {
            guard let ticks = Ticks(usd: written) else {
                let name = planning.confirmAbove == nil ? "GROK_CONFIRM_ABOVE" : "--confirm-above"
                throw CommandFailure(
                    .usage,
                    "\(name) takes an amount in dollars such as 1.00; "
                        + "\"\(DisplayWidth.shortened(written, to: 40))\" is not")
            }
            threshold = planning.yes ? nil : ticks
        } else {
            threshold = planning.yes || hasCap || options.simulate ? nil : Ticks(Ticks.perUSD)
        }
        isWished = planning.confirms
        hasTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
    }

    /// Whether the task has to pause with its plan, so that it can be looked at.
    var needsPause: Bool { hasTerminal && (isWished || threshold != nil) }

    /// Whether the plan with this estimate may be carried out. Asks only who wants to be asked.
    func isGiven(_ view: PlanView) throws -> Bool {
        guard isWished || isAbove(view.estimate) else { return true }
        Output.write(try PlanText(view).text(), to: STDERR_FILENO)
        Output.write("\nCarry this plan out? Type yes: ", to: STDERR_FILENO)
        // The task is paused already: whoever presses Ctrl-C here has said no.
        signal(SIGINT, SIG_DFL)
        return readLine()?.trimmingCharacters(in: .whitespaces).lowercased() == "yes"
    }

    /// What somebody should know who cannot be asked; nil when there is nothing to say.
    func warning(_ estimate: PlanEstimate) -> String? {
        guard !hasTerminal, let threshold, isAbove(estimate) else { return nil }
        return "the plan may cost \(PlanText.amount(estimate.bound)) without extra reasoning, "
            + "more than $\(threshold.usd) (--confirm-above); nobody is asked without a terminal"
    }

    private func isAbove(_ estimate: PlanEstimate) -> Bool {
        guard let threshold else { return false }
        return estimate.bound.ticks > threshold || estimate.bound.unknownCalls > 0
    }
}

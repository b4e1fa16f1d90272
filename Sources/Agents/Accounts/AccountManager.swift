package import Ledger
package import LedgerStore
package import Orchestration
internal import Synchronization

/// Finds the account for each attempt, within every account's limit.
///
/// It keeps no counters of its own: it folds the log, and decides inside the append that records
/// the attempt, so that processes that share a ledger share its limits.
public final class AccountManager: Sendable {
    package let accounts: [Account]
    package let routing: Routing
    package let limit: RateLimit
    /// The caps of every run of this home.
    package let caps: Caps
    let candidates: [Candidate]

    struct Fold {
        var admission: AdmissionState
        /// The provider is being asked who the keys are: until it has answered they count as one.
        var isAsking = false
        var clock = ClockWatch()
        /// Where the steps are that this process has recorded.
        var ownSteps: Set<Int64> = []
    }
    let fold: Mutex<Fold>

    /// `seed` is the fold at some earlier position; the rest is read from the log.
    package init(
        accounts: [Account], routing: Routing, limit: RateLimit, seed: AdmissionState,
        caps: Caps = .none
    ) {
        self.accounts = accounts
        self.routing = routing
        self.limit = limit
        self.caps = caps
        candidates = accounts.map { Candidate(name: $0.name, key: $0.key) }
        fold = Mutex(Fold(admission: seed))
    }

    package func account(named name: String) -> Account? {
        accounts.first { $0.name == name }
    }

    /// How many attempts could start now, as far as is known without the lock, and until when to
    /// wait if none can.
    package func outlook(now: Timestamp) -> (room: Int, admission: Admission) {
        fold.withLock { fold in
            let room = fold.admission.room(
                candidates, limit: limit, now: now, asOneTeam: fold.isAsking)
            let admission = fold.admission.admit(
                candidates, routing: routing, limit: limit, now: now, avoiding: nil,
                asOneTeam: fold.isAsking)
            return (room, admission)
        }
    }

    /// Limits and server errors in a row of the account with this key.
    package func setbacks(key: String) -> Int {
        fold.withLock { $0.admission.standings[key]?.setbacks ?? 0 }
    }

    /// Folds what this process has just recorded, if nothing is missing in between.
    package func observe(_ recorded: [Recorded]) {
        fold.withLock { fold in
            for event in recorded where event.position == fold.admission.position + 1 {
                fold.admission.evolve(event)
            }
        }
    }

    /// What an admission inside the append came to.
    package struct Decision: Sendable {
        /// Facts about the ledger and its accounts that were noticed on the way.
        package var notices: [Event] = []
        /// Where events of `fixed` are that say nothing new: others were faster.
        package var known: Set<Int> = []
        /// For each wish, in order, what became of it.
        package var admissions: [Admission] = []
    }

    /// Decides on `wishes`, each with the account it would rather not have, after `fixed`, the
    /// events that the same append records before. Call it only inside the append.
    package func decide(
        _ wishes: [AdmissionWish], within budget: Budget, after fixed: [Event],
        in section: AppendSection
    ) throws -> Decision {
        var budget = budget
        return try fold.withLock { fold in
            try Self.catchUp(&fold, in: section)
            var decision = Decision()
            if let step = fold.clock.step(
                now: section.now, sinceBootMicroseconds: section.sinceBootMicroseconds,
                lastRecorded: section.lastRecordedAt)
            {
                decision.notices.append(
                    .clockStepped(ClockStepped(stepMicroseconds: step)))
                // Notices come first in the append.
                fold.ownSteps.insert(section.headPosition + 1)
            }
            decision.notices += fold.admission.replacedKeys(candidates)
            var draft = fold.admission
            for event in decision.notices { draft.evolve(section.provisional(event)) }
            for (index, event) in fixed.enumerated() {
                if draft.isKnown(event) { decision.known.insert(index) }
                draft.evolve(section.provisional(event))
            }
            for wish in wishes {
                let admission = draft.admit(
                    candidates, routing: routing, limit: limit, now: section.now,
                    avoiding: wish.avoiding, asOneTeam: fold.isAsking, wish: wish.hold,
                    within: budget)
                decision.admissions.append(admission)
                guard case .granted(let candidate) = admission else { continue }
                draft.evolve(section.provisional(.attemptStarted(wish.start(candidate))))
                budget.grant(wish.hold)
            }
            return decision
        }
    }

    static func catchUp(
        _ fold: inout Fold, in section: AppendSection
    ) throws {
        guard fold.admission.position < section.headPosition else { return }
        for record in try section.events(after: fold.admission.position)
        where AdmissionState.isConcerned(with: record.type) {
            let recorded = try Recorded(record)
            fold.admission.evolve(recorded)
            if case .clockStepped(let body) = recorded.event,
                fold.ownSteps.remove(recorded.position) == nil
            {
                fold.clock.notedElsewhere(body.stepMicroseconds)
            }
        }
        fold.admission.skip(to: section.headPosition)
    }
}

/// The wish to start an attempt on whichever account is found.
package struct AdmissionWish: Sendable {
    /// The account of the attempt before, which failed.
    package let avoiding: String?
    package let hold: HoldWish
    /// The event that records the start on the account that was found.
    package let start: @Sendable (Candidate) -> AttemptStarted

    package init(
        avoiding: String?, hold: HoldWish,
        start: @escaping @Sendable (Candidate) -> AttemptStarted
    ) {
        self.hold = hold
        self.avoiding = avoiding
        self.start = start
    }
}

extension AppendSection {
    /// `event` as it would be recorded now; its position and id do not matter to the fold.
    func provisional(_ event: Event) -> Recorded {
        Recorded(
            position: headPosition, id: EventID(at: now, random: (0, 0)), recordedAt: now,
            event: event)
    }
}

import Ledger
import Testing

@testable import Orchestration

@Suite("Money added up")
struct CostSumTests {
    private func sum(_ change: (inout CostSum) -> Void) -> CostSum {
        var sum = CostSum()
        change(&sum)
        return sum
    }

    private func answered(_ reported: Int64?, _ computed: Int64?) -> AttemptAnswered {
        .sample(
            .sample(id(1)), reported: reported.map(Ticks.init), computed: computed.map(Ticks.init))
    }

    @Test("What the provider reported counts, and alone it is exact")
    func reported() {
        let sum = sum {
            $0.add(answered(40, 70))
            $0.add(answered(2, nil))
        }
        #expect(sum.settled == Ticks(42))
        #expect(sum.isExact && sum.isComplete)
        #expect(sum.label == "reported")
    }

    @Test("A reported amount of nothing or less is none, and the computed one counts")
    func unreported() {
        for none in [nil, 0, -5] as [Int64?] {
            let sum = sum { $0.add(answered(none, 70)) }
            #expect(sum.settled == Ticks(70))
            #expect(!sum.isExact && sum.isComplete)
            #expect(sum.label == "computed")
        }
    }

    @Test("What nobody knows is counted as such, never as zero")
    func unknown() {
        let nothing = sum { $0.add(answered(nil, nil)) }
        #expect(nothing.label == "unknown")
        #expect(nothing.unknownAnswers == 1 && !nothing.isComplete)
        let some = sum {
            $0.add(answered(nil, nil))
            $0.add(answered(9, nil))
        }
        #expect(some.label == "partial")
        #expect(some.settled == Ticks(9))
    }

    @Test("Attempts under way are in doubt up to their holds, and without a hold without a bound")
    func inDoubt() {
        let bounded = AttemptReference.sample(id(1), hold: Ticks(100))
        let unbounded = AttemptReference.sample(id(2), hold: nil)
        var sum = sum {
            $0.hold(bounded)
            $0.hold(unbounded)
        }
        #expect(sum.inDoubtAttempts == 2 && sum.inDoubtUnbounded == 1)
        #expect(sum.inDoubtTicksMax == Ticks(100))
        #expect(sum.label == "unknown" && !sum.isComplete)
        sum.release(unbounded)
        sum.release(bounded)
        #expect(sum == CostSum())
        #expect(sum.isExact)
    }

    @Test("Sums beyond 64 bits stay at the end of the range instead of wrapping")
    func overflow() {
        let sum = sum {
            $0.add(answered(.max, nil))
            $0.add(answered(5, nil))
        }
        #expect(sum.settled == Ticks(.max))
    }
}

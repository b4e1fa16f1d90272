import Ledger
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    @Test("A UUIDv7 has its milliseconds, version and variant where RFC 9562 wants them")
    func layout() {
        // The example of RFC 9562, appendix A.6.
        let id = EventID(
            at: Timestamp(microseconds: 1_645_557_742_000_999),
            random: (0xCC3, 0x18C4_DC0C_0C07_398F << 2))
        #expect(id.text == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
        let extreme = EventID(
            at: Timestamp(microseconds: -1), random: (.max, .max))
        #expect(extreme.text == "00000000-0000-7fff-bfff-ffffffffffff")
    }

    @Test("Later ids sort after earlier ones")
    func order() {
        let earlier = EventID(at: Timestamp(microseconds: 1_000), random: (.max, .max))
        let later = EventID(at: Timestamp(microseconds: 2_000), random: (0, 0))
        #expect(earlier.text < later.text)
        #expect(earlier.bytes.lexicographicallyPrecedes(later.bytes))
    }

    @Test("An id survives its text and its bytes")
    func roundTrip() throws {
        let id = EventID(
            at: Timestamp(microseconds: 1_700_000_000_000_000), random: (0x123, 0x456))
        #expect(EventID(text: id.text) == id)
        #expect(EventID(bytes: id.bytes) == id)
        #expect(id.bytes.count == 16)
    }

    @Test(
        "What is not a lower-case UUID is refused",
        arguments: [
            "", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
            "017f22e279b07cc398c4dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
            "017f22e2-79b0-7cc3-98c4-dc0c0c07398f-", "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
        ])
    func badText(text: String) {
        #expect(EventID(text: text) == nil)
    }

    @Test("A task id is 12 characters without ambiguous letters")
    func taskID() {
        #expect(TaskID(random: 0).text == "000000000000")
        #expect(TaskID(random: .max).text == "zzzzzzzzzzzz")
        #expect(TaskID(random: 1).stream.text == "task-100000000000")
        #expect(TaskID(text: "0123456789ab")?.text == "0123456789ab")
        for bad in ["", "0123456789a", "0123456789abc", "0123456789aI", "0123456789al"] {
            #expect(TaskID(text: bad) == nil)
        }
        #expect(StreamName.account("a").task == nil)
        #expect(TaskID(random: 77).stream.task == TaskID(random: 77))
    }

    @Test("Milliseconds between readings are rounded down, also backwards")
    func milliseconds() {
        let start = Timestamp(microseconds: 10_000)
        #expect(Timestamp(microseconds: 11_999).milliseconds(since: start) == 1)
        #expect(Timestamp(microseconds: 8_001).milliseconds(since: start) == -2)
        #expect(start.advanced(milliseconds: -3).microseconds == 7_000)
    }
}

import Testing

@testable import GrokCommands

@Suite("Amounts as people write them")
struct DollarAmountTests {
    @Test(
        "are exact to the last of ten decimals",
        arguments: [
            ("1", Int64(10_000_000_000)), ("1.00", 10_000_000_000), ("$0.5", 5_000_000_000),
            ("0.0000000001", 1), ("12.34", 123_400_000_000), ("0", 0),
        ])
    func exact(text: String, ticks: Int64) {
        let found = String(describing: DollarAmount.ticks(text))
        #expect(found.hasSuffix("(count: \(ticks)))"))
    }

    @Test(
        "are refused when they are no amounts",
        arguments: [
            "", "$", ".5", "1.", "-1", "1e3", "1,00", "0.00000000001", "1000001", "ten", "1.2.3",
            "+1", "\u{0661}",
        ])
    func refused(text: String) {
        #expect(DollarAmount.ticks(text) == nil)
    }
}

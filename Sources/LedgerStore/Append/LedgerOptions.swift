/// What somebody who opens a ledger for writing may choose.
package struct LedgerOptions: Sendable {
    package var clock: LedgerClock
    /// Called from any thread.
    package var notice: @Sendable (LedgerNotice) -> Void
    package var lockNoticeMs: Int
    package var durability: DurabilitySteps

    package init(
        clock: LedgerClock = .system,
        notice: @escaping @Sendable (LedgerNotice) -> Void = { _ in },
        lockNoticeMs: Int = LedgerLimits.lockNoticeMs,
        durability: DurabilitySteps = DurabilitySteps()
    ) {
        self.clock = clock
        self.notice = notice
        self.lockNoticeMs = lockNoticeMs
        self.durability = durability
    }
}

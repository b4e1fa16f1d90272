import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Signs of life while a provider thinks for minutes without a word.
///
/// Routers between us and the provider forget connections that are silent for some minutes, without
/// telling either side, and then the answer never arrives. A probe a minute keeps them in mind, and
/// a peer that is gone is noticed after some minutes instead of at the longest timeout.
enum KeepAlive {
    static let idleSeconds = 60
    static let intervalSeconds = 30
    static let probes = 5

    /// Turns it on. A system that refuses has its connection all the same.
    @Sendable static func enable(on channel: any Channel) -> EventLoopFuture<Void> {
        let settings = [
            channel.setOption(.socketOption(.so_keepalive), value: 1),
            channel.setOption(idle, value: .init(idleSeconds)),
            channel.setOption(interval, value: .init(intervalSeconds)),
            channel.setOption(count, value: .init(probes)),
        ]
        return EventLoopFuture.andAllComplete(settings, on: channel.eventLoop)
    }

    #if canImport(Glibc)
        static let idle = option(TCP_KEEPIDLE)
    #else
        static let idle = option(TCP_KEEPALIVE)
    #endif
    static let interval = option(TCP_KEEPINTVL)
    static let count = option(TCP_KEEPCNT)

    private static func option(_ name: CInt) -> ChannelOptions.Types.SocketOption {
        ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: name))
    }
}

/// A folder as the disk has it, and the names that came and went since it was synced last.
final class DiskFolder {
    enum Entry {
        case file(DiskFile)
        case folder(DiskFolder)
    }

    let number: UInt64
    /// As the running program sees it.
    private(set) var entries: [String: Entry] = [:]
    private var durable: [String: Entry] = [:]
    /// Each change at once, a renaming too.
    private var pending: [[(name: String, entry: Entry?)]] = []

    init(number: UInt64) {
        self.number = number
    }

    func set(_ name: String, _ entry: Entry?) {
        set([(name, entry)])
    }

    func set(_ changes: [(name: String, entry: Entry?)]) {
        for change in changes { entries[change.name] = change.entry }
        pending.append(changes)
    }

    func synchronize() {
        durable = entries
        pending = []
    }

    /// What is there after a power cut: file systems keep the order of the changes to a folder, so
    /// it stands at one moment between the last sync and the cut. That a new file was synced does
    /// not bring its name to the disk: POSIX does not promise it, though most file systems do it.
    func content(_ fate: DiskFate) -> [String: Entry] {
        let moment =
            switch fate.choice(for: number) {
            case .dropped: 0
            case .kept: pending.count
            case .torn: fate.moment(of: number, part: 0, among: pending.count)
            }
        var names = durable
        for change in pending[..<moment].joined() { names[change.name] = change.entry }
        return names
    }
}

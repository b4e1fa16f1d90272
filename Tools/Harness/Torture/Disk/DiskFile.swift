internal import Foundation

/// A file as the disk has it, and what was written to it and may not be there yet.
final class DiskFile {
    /// Half the smallest page: what a disk writes whole or not at all.
    static let sectorBytes = 512

    private enum Change {
        case write(offset: Int, bytes: Data)
        case truncate(size: Int)
    }

    /// Parts the choices of one file from those of the others.
    let number: UInt64
    private var durable: [UInt8] = []
    private var pending: [Change] = []

    init(number: UInt64) {
        self.number = number
    }

    func write(_ bytes: Data, at offset: Int) {
        pending.append(.write(offset: offset, bytes: bytes))
    }

    func truncate(to size: Int) {
        pending.append(.truncate(size: size))
    }

    func synchronize() {
        durable = kept()
        pending = []
    }

    /// A sync failed. Linux then takes the pages for written, and never writes them.
    func lose() {
        pending.removeAll { if case .write = $0 { true } else { false } }
    }

    /// What the disk has after a power cut.
    func content(_ fate: DiskFate) -> [UInt8] {
        switch fate.choice(for: number) {
        case .dropped: durable
        case .kept: kept()
        case .torn: torn(fate)
        }
    }

    private func kept() -> [UInt8] {
        var bytes = durable
        for change in pending {
            switch change {
            case .write(let offset, let data): Self.put(data, at: offset, in: &bytes)
            case .truncate(let size): Self.resize(&bytes, to: size)
            }
        }
        return bytes
    }

    /// Every sector stands at some moment between the last sync and the cut, and so does the size,
    /// each for itself. What was written after a truncation and beyond it is there only if the
    /// truncation is.
    private func torn(_ fate: DiskFate) -> [UInt8] {
        let sizeMoment = fate.moment(of: number, part: .max, among: pending.count)
        var bytes = durable
        var size = durable.count
        var truncationMissing = Int.max
        for (index, change) in pending.enumerated() {
            let isSized = index < sizeMoment
            switch change {
            case .truncate(let length):
                if isSized {
                    size = length
                    if bytes.count > length { bytes.removeSubrange(length...) }
                } else {
                    truncationMissing = min(truncationMissing, length)
                }
            case .write(let offset, let data):
                if isSized { size = max(size, offset + data.count) }
                var start = offset
                while start < offset + data.count {
                    let sector = start / Self.sectorBytes
                    let end = min((sector + 1) * Self.sectorBytes, offset + data.count)
                    let moment = fate.moment(
                        of: number, part: UInt64(sector), among: pending.count)
                    if index < moment, start < truncationMissing {
                        let first = data.startIndex + start - offset
                        Self.put(data[first..<first + end - start], at: start, in: &bytes)
                    }
                    start = end
                }
            }
        }
        Self.resize(&bytes, to: size)
        return bytes
    }

    private static func put(_ data: Data, at offset: Int, in bytes: inout [UInt8]) {
        if bytes.count < offset + data.count { resize(&bytes, to: offset + data.count) }
        bytes.withUnsafeMutableBytes { target in
            let part = UnsafeMutableRawBufferPointer(
                rebasing: target[offset..<offset + data.count])
            part.copyBytes(from: data)
        }
    }

    private static func resize(_ bytes: inout [UInt8], to size: Int) {
        if bytes.count > size {
            bytes.removeSubrange(size...)
        } else {
            bytes.append(contentsOf: repeatElement(0, count: size - bytes.count))
        }
    }
}

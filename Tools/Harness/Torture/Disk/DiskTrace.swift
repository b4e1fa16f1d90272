internal import Foundation

/// What a program did to the files of a folder, in order, as raw/disk.c wrote it down.
struct DiskTrace: Sendable {
    enum Operation: Sendable {
        case open(file: Int32, path: String, isCreated: Bool, isTruncated: Bool)
        case write(file: Int32, offset: Int, bytes: Data)
        case truncate(file: Int32, size: Int)
        case synchronize(file: Int32)
        case close(file: Int32)
        case unlink(path: String)
        case rename(from: String, to: String)
        case makeFolder(path: String)
        /// It acknowledged something.
        case mark(Data)
        /// A sync failed: what was written since the last one never gets to the disk.
        case lose(file: Int32)
        /// Another process began.
        case process

        /// Whether a fault can be put here.
        var isFallible: Bool {
            switch self {
            case .write, .truncate, .synchronize: true
            default: false
            }
        }
    }

    let operations: [Operation]

    init(path: String) throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        var operations: [Operation] = []
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let record = try Record(bytes, at: start)
            operations.append(try record.operation())
            start = record.end
        }
        self.operations = operations
    }

    /// One record: a head of 24 bytes, a path and data.
    private struct Record {
        let kind: UInt32
        let file: Int32
        let number: Int
        let path: String
        let data: Data
        let end: Int

        init(_ bytes: Data, at start: Int) throws {
            guard start + 24 <= bytes.endIndex else { throw HarnessError("a trace is cut short") }
            func word(_ offset: Int) -> UInt32 {
                bytes[start + offset..<start + offset + 4].reversed().reduce(0) {
                    $0 << 8 | UInt32($1)
                }
            }
            kind = word(0)
            file = Int32(bitPattern: word(4))
            number = Int(Int64(bitPattern: UInt64(word(12)) << 32 | UInt64(word(8))))
            let pathEnd = start + 24 + Int(word(16))
            end = pathEnd + Int(word(20))
            guard end <= bytes.endIndex else { throw HarnessError("a trace is cut short") }
            path = String(decoding: bytes[start + 24..<pathEnd], as: UTF8.self)
            data = bytes[pathEnd..<end]
        }

        func operation() throws -> Operation {
            switch kind {
            case 1:
                .open(
                    file: file, path: path, isCreated: number & 1 != 0, isTruncated: number & 2 != 0
                )
            case 2: .write(file: file, offset: number, bytes: data)
            case 3: .truncate(file: file, size: number)
            case 4: .synchronize(file: file)
            case 5: .close(file: file)
            case 6: .unlink(path: path)
            case 7: .rename(from: path, to: String(decoding: data, as: UTF8.self))
            case 8: .makeFolder(path: path)
            case 9: .mark(data)
            case 10: .lose(file: file)
            case 11: .process
            default: throw HarnessError("a trace has a record of kind \(kind)")
            }
        }
    }
}

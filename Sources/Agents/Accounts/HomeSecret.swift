internal import Crypto
internal import Foundation

/// The random secret behind the fingerprints of one home: 32 bytes, readable by its owner only.
package enum HomeSecret {
    static let fileName = "fingerprint.key"

    /// Reads the secret of the home at `directory`, or makes it. Of several processes that make it
    /// at once, one wins and the others read what it wrote.
    package static func load(directory: String) throws(HomeSecretError) -> [UInt8] {
        let path = directory + "/" + fileName
        if let secret = try read(path) { return secret }
        let key = SymmetricKey(size: .bits256)
        let secret = key.withUnsafeBytes { Array($0) }
        let temporary = path + "." + String(getpid())
        defer { unlink(temporary) }
        try write(secret, to: temporary)
        guard link(temporary, path) == 0 || errno == EEXIST else {
            throw HomeSecretError(path: path, errorNumber: errno)
        }
        guard let stored = try read(path) else {
            throw HomeSecretError(path: path, errorNumber: ENOENT)
        }
        return stored
    }

    private static func read(_ path: String) throws(HomeSecretError) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw HomeSecretError(path: path, errorNumber: errno)
        }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = Foundation.read(file, &bytes, bytes.count)
        guard count == bytes.count else { throw HomeSecretError(path: path, errorNumber: EIO) }
        return bytes
    }

    private static func write(_ secret: [UInt8], to path: String) throws(HomeSecretError) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw HomeSecretError(path: path, errorNumber: errno) }
        defer { close(file) }
        guard Foundation.write(file, secret, secret.count) == secret.count, fsync(file) == 0 else {
            throw HomeSecretError(path: path, errorNumber: errno)
        }
    }
}

/// The secret of a home cannot be read or made.
package struct HomeSecretError: Error, CustomStringConvertible {
    package let path: String
    package let errorNumber: Int32

    package var description: String {
        "\(path) cannot be used: \(String(cString: strerror(errorNumber)))"
    }
}

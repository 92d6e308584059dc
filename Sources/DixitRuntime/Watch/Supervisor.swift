#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Tells a service manager how it goes, by the protocol of `sd_notify`: a datagram to the socket that it names.
///
/// Where `NOTIFY_SOCKET` is not set nothing is told.
struct Supervisor: Sendable {
  private let address: [UInt8]?
  /// Nanoseconds within which it wants a sign of life.
  let watchdog: UInt64?

  init() {
    address = getenv("NOTIFY_SOCKET").map { pointer in
      let bytes = UnsafeBufferPointer(start: pointer, count: strlen(pointer)).map { UInt8(bitPattern: $0) }
      // A name of Linux's abstract space begins with NUL, which the environment cannot hold.
      return bytes.first == UInt8(ascii: "@") ? [0] + bytes.dropFirst() : bytes
    }
    watchdog = getenv("WATCHDOG_USEC").flatMap { UInt64(String(cString: $0)) }.map { $0 * 1000 }
  }

  func tell(_ lines: String...) {
    guard let address, !address.isEmpty else { return }
    var target = sockaddr_un()
    target.sun_family = sa_family_t(AF_UNIX)
    let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path)!
    guard address.count < MemoryLayout<sockaddr_un>.size - offset else { return }
    withUnsafeMutableBytes(of: &target.sun_path) { $0.copyBytes(from: address) }
    let descriptor = socket(AF_UNIX, datagramSocket, 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let message = Array(lines.joined(separator: "\n").utf8)
    let length = socklen_t(offset + address.count)
    withUnsafePointer(to: &target) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = message.withUnsafeBytes { sendto(descriptor, $0.baseAddress, $0.count, 0, address, length) }
      }
    }
  }
}

private var datagramSocket: Int32 {
  #if canImport(Glibc)
    Int32(SOCK_DGRAM.rawValue)
  #else
    SOCK_DGRAM
  #endif
}

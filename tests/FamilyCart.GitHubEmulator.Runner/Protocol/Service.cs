using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FamilyCart.GitHubEmulator.Runner.Protocol;

/// <summary>Speaks with the emulator, one blocking exchange a connection: .NET's own client would double the time of the start.</summary>
internal sealed class Service(Uri address)
{
    private const int ConnectTimeout = 5_000;

    public string? Token { get; set; }

    /// <param name="method">Such as <c>POST</c>.</param>
    /// <param name="path">Below the service's address, without a slash at its beginning.</param>
    /// <param name="json">The body, or null.</param>
    /// <param name="timeout">In ms, for each read.</param>
    public Answer Send(string method, string path, byte[]? json = null, int timeout = 15_000)
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = timeout, SendTimeout = ConnectTimeout };
            socket.Connect(address.Host, address.Port);
            SendAll(socket, Head(method, path, json?.Length ?? 0));
            if (json is { Length: > 0 })
            {
                SendAll(socket, json);
            }

            return Parse(ReadAll(socket));
        }
        catch (SocketException)
        {
            return Answer.Nothing;
        }
    }

    private static void SendAll(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }

    // HTTP/1.0: the answer ends with the connection and is never chunked.
    private byte[] Head(string method, string path, int length)
    {
        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{method} {address.AbsolutePath}{path} HTTP/1.0\r\nHost: {address.Authority}\r\n")
            .Append(CultureInfo.InvariantCulture, $"User-Agent: GitHubActionsRunner-linux-x64/{RunnerFolder.Version}\r\nContent-Length: {length}\r\n")
            .Append("Content-Type: application/json\r\n");
        if (Token is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Authorization: Bearer {Token}\r\n");
        }

        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }

    private static byte[] ReadAll(Socket socket)
    {
        var buffer = new byte[8192];
        var length = 0;
        while (true)
        {
            var read = socket.Receive(buffer.AsSpan(length));
            if (read == 0)
            {
                return buffer[..length];
            }

            length += read;
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, length * 2);
            }
        }
    }

    private static Answer Parse(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        return end > 12 && int.TryParse(bytes.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? new Answer(status, bytes[(end + 4)..])
            : Answer.Nothing;
    }
}

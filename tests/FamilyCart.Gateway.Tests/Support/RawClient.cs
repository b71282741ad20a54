using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FamilyCart.Gateway.Tests.Support;

/// <summary>A client that sends what it is told, byte for byte, as no proper one would.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly TcpClient _client = new();
    private NetworkStream? _stream;

    private RawClient()
    {
    }

    public static async Task<RawClient> ConnectAsync(int port)
    {
        var client = new RawClient();
        try
        {
            await client._client.ConnectAsync(IPAddress.Loopback, port);
            client._stream = client._client.GetStream();
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Closed as soon as it was open.
        }

        return client;
    }

    /// <summary>Sends one text and returns all that comes until the other side closes.</summary>
    public static async Task<string> AskAsync(int port, string text)
    {
        using var client = await ConnectAsync(port);
        await client.SendAsync(text);
        return await client.ReadToEndAsync();
    }

    /// <summary>Sends a text, of which each letter is a byte; false when the other side takes no more.</summary>
    public Task<bool> SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_stream is null)
        {
            return false;
        }

        try
        {
            await _stream.WriteAsync(bytes).AsTask().WaitAsync(_patience);
            return true;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Reads until the other side closes; a reset is an end as well.</summary>
    public async Task<string> ReadToEndAsync() => await ReadUntilAsync(_ => false);

    /// <summary>Reads until what has come meets a condition, or the other side closes.</summary>
    public async Task<string> ReadUntilAsync(Func<string, bool> condition)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        try
        {
            while (_stream is not null && await _stream.ReadAsync(buffer).AsTask().WaitAsync(_patience) is > 0 and var read)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
                if (condition(text.ToString()))
                {
                    break;
                }
            }
        }
        catch (IOException)
        {
            // Reset: what came before it was read.
        }

        return text.ToString();
    }

    /// <summary>Reads and forgets until either side closes.</summary>
    public async Task DrainAsync()
    {
        var buffer = new byte[256 * 1024];
        try
        {
            while (_stream is not null && await _stream.ReadAsync(buffer) > 0)
            {
                // What came is not wanted.
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _client.Dispose();
    }
}

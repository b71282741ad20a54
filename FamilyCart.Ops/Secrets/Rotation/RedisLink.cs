using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FamilyCart.Ops.Secrets.Rotation;

/// <summary>A connection to Redis for a few administrative commands, whose answers are a line each.</summary>
internal sealed class RedisLink : IDisposable
{
    private const string Good = "+OK";

    private readonly TcpClient _client = new();

    /// <exception cref="SocketException">The server is not there.</exception>
    public static async Task<RedisLink> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var link = new RedisLink();
        try
        {
            await link._client.ConnectAsync(host, port, cancellationToken);
            return link;
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    /// <returns>Whether the server did it.</returns>
    /// <exception cref="IOException">The server went away.</exception>
    public async Task<bool> DoAsync(CancellationToken cancellationToken, params IReadOnlyList<string> words)
    {
        var request = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"*{words.Count}\r\n"));
        foreach (var word in words)
        {
            request.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        }

        var stream = _client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request.ToString()), cancellationToken);
        return await ReadLineAsync(stream, cancellationToken) == Good;
    }

    public void Dispose() => _client.Dispose();

    private static async Task<string> ReadLineAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var next = new byte[1];
        while (await stream.ReadAsync(next, cancellationToken) == 1)
        {
            if (next[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)next[0]);
        }

        throw new IOException("Redis closed the connection.");
    }
}

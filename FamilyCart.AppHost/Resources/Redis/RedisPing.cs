using System.Net.Sockets;
using System.Text;

namespace FamilyCart.AppHost.Resources.Redis;

/// <summary>Logs in and pings over the wire protocol: the two replies that prove a Redis server serves us.</summary>
internal static class RedisPing
{
    private const int LongestReply = 512;

    /// <returns>Null when the server answered PONG; otherwise its own words or the network's.</returns>
    public static async Task<string?> TryAsync(string host, int port, string password, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, cancellationToken);
            var stream = client.GetStream();
            await using (stream)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Request("AUTH", password)}{Request("PING")}"), cancellationToken);
                return await ReadLineAsync(stream, cancellationToken) is { } login && login != "+OK"
                    ? $"login answered {login}"
                    : await ReadLineAsync(stream, cancellationToken) is { } pong && pong != "+PONG" ? $"ping answered {pong}" : null;
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return exception.Message;
        }
    }

    private static string Request(params string[] words) =>
        $"*{words.Length}\r\n{string.Concat(words.Select(word => $"${word.Length}\r\n{word}\r\n"))}";

    private static async Task<string> ReadLineAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var next = new byte[1];
        while (line.Length < LongestReply)
        {
            if (await stream.ReadAsync(next, cancellationToken) == 0)
            {
                throw new IOException("the server closed the connection");
            }

            if (next[0] == '\n')
            {
                break;
            }

            line.Append((char)next[0]);
        }

        return line.ToString().TrimEnd('\r');
    }
}

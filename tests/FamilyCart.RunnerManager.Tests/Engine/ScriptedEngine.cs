using System.Net.Sockets;
using System.Text;

namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>A socket that answers like an engine with faults: one scripted answer a path, byte for byte, and then the connection ends.</summary>
internal sealed class ScriptedEngine : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("engine-").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _serving;

    public ScriptedEngine(string version = """{"ApiVersion":"1.41","MinAPIVersion":"1.12"}""")
    {
        Path = System.IO.Path.Combine(_folder, "socket");
        Answers["/version"] = Answer(200, version);
        Answers["/v1.41/version"] = Answers["/version"];
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public string Path { get; }

    /// <summary>Gets the answers by the beginning of the path; what has none is never answered.</summary>
    public Dictionary<string, byte[]> Answers { get; } = [];

    /// <summary>Gets or sets what happens when something is asked, by its first line, before it is answered.</summary>
    public Action<string> Hears { get; set; } = _ => { };

    /// <summary>Gets the first lines of what was asked.</summary>
    public List<string> Asked { get; } = [];

    public static byte[] Answer(int status, string body) =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");

    /// <summary>An answer in chunks of a few bytes, so that no frame and no head arrives whole.</summary>
    public static byte[] Chunked(byte[] body, bool whole = true)
    {
        using var answer = new MemoryStream();
        answer.Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"u8);
        foreach (var chunk in body.Chunk(5))
        {
            answer.Write(Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"));
            answer.Write(chunk);
            answer.Write("\r\n"u8);
        }

        if (whole)
        {
            answer.Write("0\r\n\r\n"u8);
        }

        return answer.ToArray();
    }

    /// <summary>A frame of a container's log.</summary>
    public static byte[] Frame(byte stream, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [stream, 0, 0, 0, (byte)(bytes.Length >> 24), (byte)(bytes.Length >> 16), (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Dispose();
        await _serving;
        _over.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ServeAsync()
    {
        var under = new List<Task>();
        try
        {
            while (true)
            {
                under.Add(AnswerAsync(await _listener.AcceptAsync(_over.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is over.
        }

        await Task.WhenAll(under);
    }

    private async Task AnswerAsync(Socket connection)
    {
        using (connection)
        {
            try
            {
                var buffer = new byte[64 * 1024];
                var read = await connection.ReceiveAsync(buffer, _over.Token);
                if (read == 0)
                {
                    // Whoever connected went away without a word.
                    return;
                }

                var line = Encoding.UTF8.GetString(buffer, 0, read).Split("\r\n")[0];
                lock (Asked)
                {
                    Asked.Add(line);
                }

                Hears(line);
                var path = line.Split(' ')[1];
                if (Answers.FirstOrDefault(answer => path.StartsWith(answer.Key, StringComparison.Ordinal)).Value is not { } answer)
                {
                    await Task.Delay(Timeout.Infinite, _over.Token);
                    return;
                }

                await connection.SendAsync(answer, _over.Token);
                connection.Shutdown(SocketShutdown.Both);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // The asker gave up, or it is over.
            }
        }
    }
}

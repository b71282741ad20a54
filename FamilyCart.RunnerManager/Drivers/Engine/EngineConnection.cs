using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FamilyCart.RunnerManager.Drivers.Engine;

/// <summary>HTTP over the engine's Unix socket, in the newest version of its interface that both sides know.</summary>
/// <param name="socket">Path of the socket.</param>
/// <param name="patience">How long one answer may take, from the connection to its last byte.</param>
internal sealed class EngineConnection(string socket, TimeSpan patience) : IDisposable
{
    private const int MostRead = 8 * 1024 * 1024;
    private const int LongestMessage = 300;

    // What is asked for here has been the same since 1.40; engines of today refuse what is older than 1.44.
    private static readonly Version s_oldest = new(1, 40);
    private static readonly Version s_newest = new(1, 51);

    private readonly HttpClient _http = new(Handler(socket)) { BaseAddress = new Uri("http://engine/"), Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MostRead };
    private string? _version;

    /// <summary>Asks, and reads the answer whole.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Without the version, such as <c>containers/json</c>.</param>
    /// <param name="content">What is sent; disposed of. Null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineException">It does not answer in time.</exception>
    public async Task<EngineAnswer> AskAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            var version = _version ??= await NegotiateAsync(limit.Token);
            using var request = new HttpRequestMessage(method, $"v{version}/{path}") { Content = content };
            using var response = await _http.SendAsync(request, limit.Token);
            return new EngineAnswer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(limit.Token));
        }
        catch (Exception exception) when (IsFault(exception, cancellationToken))
        {
            throw Silent(exception);
        }
    }

    /// <summary>Asks for what may be long, and reads its beginning only.</summary>
    /// <param name="path">Without the version.</param>
    /// <param name="most">The bytes that are read at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineException">It does not answer in time.</exception>
    public async Task<EngineAnswer> PeekAsync(string path, int most, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        // Every runner is looked at once a second.
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            var version = _version ??= await NegotiateAsync(limit.Token);
            using var response = await _http.GetAsync(new Uri($"v{version}/{path}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, limit.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
            var read = await stream.ReadAtLeastAsync(buffer.AsMemory(0, most), most, throwOnEndOfStream: false, limit.Token);
            return new EngineAnswer(response.StatusCode, buffer[..read]);
        }
        catch (Exception exception) when (IsFault(exception, cancellationToken))
        {
            throw Silent(exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Asks for what may have no end, and hands it on while it comes.</summary>
    /// <param name="path">Without the version.</param>
    /// <param name="read">Reads as much as it wants; the rest is never sent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is there.</returns>
    /// <exception cref="EngineException">It refuses, or does not answer in time.</exception>
    public async Task<bool> StreamAsync(string path, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            var version = _version ??= await NegotiateAsync(limit.Token);
            using var response = await _http.GetAsync(new Uri($"v{version}/{path}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (!response.IsSuccessStatusCode)
            {
                return response.StatusCode == HttpStatusCode.NotFound ? false : throw Refusal(new EngineAnswer(response.StatusCode, []));
            }

            await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
            await read(stream, limit.Token);
            return true;
        }
        catch (Exception exception) when (IsFault(exception, cancellationToken))
        {
            throw Silent(exception);
        }
    }

    /// <summary>What an answer of JSON says.</summary>
    /// <exception cref="EngineException">It is none.</exception>
    public static T Read<T>(EngineAnswer answer, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type) ?? throw new JsonException();
        }
        catch (JsonException exception)
        {
            throw new EngineException("The container engine's answer is not what its interface says.", answer.Status, exception);
        }
    }

    /// <summary>What is sent as JSON.</summary>
    public static HttpContent Json<T>(T value, JsonTypeInfo<T> type) =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    /// <summary>What went wrong, in the engine's own words.</summary>
    public static EngineException Refusal(EngineAnswer answer)
    {
        string? said = null;
        try
        {
            said = JsonSerializer.Deserialize(answer.Body, EngineJson.Default.EngineMessage)?.Message;
        }
        catch (JsonException)
        {
            // A proxy may have answered in its place.
        }

        var text = string.IsNullOrWhiteSpace(said) ? $"status {(int)answer.Status}" : said.ReplaceLineEndings(" ").Trim();
        return new EngineException($"The container engine refuses: {(text.Length <= LongestMessage ? text : text[..LongestMessage])}", answer.Status);
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> NegotiateAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri("version", UriKind.Relative), cancellationToken);
        var answer = new EngineAnswer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        if (answer.Status != HttpStatusCode.OK)
        {
            throw Refusal(answer);
        }

        var said = Read(answer, EngineJson.Default.EngineVersion);
        if (!Version.TryParse(said.ApiVersion, out var newest) || newest < s_oldest)
        {
            throw new EngineException($"The container engine speaks version {said.ApiVersion} of its interface; {s_oldest} or later is needed.");
        }

        // An engine that has left all that we know behind is asked in its oldest words.
        var oldest = Version.TryParse(said.OldestApiVersion, out var least) ? least : s_oldest;
        return (newest <= s_newest ? newest : oldest > s_newest ? oldest : s_newest).ToString();
    }

    private static bool IsFault(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException || exception is IOException and not EngineException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private EngineException Silent(Exception exception) => new(
        exception is OperationCanceledException
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The container engine at {socket} did not answer within {patience.TotalSeconds} s.")
            : $"No container engine answers at {socket}.",
        inner: exception);

    private static SocketsHttpHandler Handler(string socket) => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        // An engine that was restarted is not spoken to on a connection of before.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
        ConnectCallback = async (_, cancellationToken) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
                return new NetworkStream(connection, ownsSocket: true);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        },
    };
}

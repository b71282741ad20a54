using System.Net;
using FamilyCart.Prober.Doors;

namespace FamilyCart.Prober.Tests.Support;

/// <summary>The public door with one fault in it: requests of a method and path are answered, or held, by the test.</summary>
internal sealed class FaultyDoor(IDoor inner) : IDoor
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The fault: an answer, or null to let the request through.</summary>
    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage?>>? Fault { get; set; }

    /// <summary>What becomes of what sockets receive once an item is added.</summary>
    public SocketFault SocketFault { get; set; }

    /// <summary>The requests so far, as METHOD /path.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Completes when a request is held, or a socket has fallen silent and is read.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public HttpMessageHandler Open() => new Handler(this, inner.Open());

    /// <summary>Answers requests that begin so with a status.</summary>
    public void Answer(string begin, HttpStatusCode status, string body = "") => Fault = (request, _) => Task.FromResult(
        Begins(request, begin) ? new HttpResponseMessage(status) { Content = new StringContent(body) } : null);

    /// <summary>Never answers requests that begin so.</summary>
    public void Hold(string begin) => Fault = async (request, token) =>
    {
        if (Begins(request, begin))
        {
            _reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
        }

        return null;
    };

    /// <summary>Lets requests that begin so through, and loses their answers.</summary>
    public void LoseAnswer(string begin) => Fault = (request, _) => Task.FromResult<HttpResponseMessage?>(
        Begins(request, begin) ? new HttpResponseMessage(HttpStatusCode.Processing) : null);

    public static string NameOf(HttpRequestMessage request) => $"{request.Method} {request.RequestUri!.AbsolutePath}";

    internal void Silent() => _reached.TrySetResult();

    private static bool Begins(HttpRequestMessage request, string begin) => NameOf(request).StartsWith(begin, StringComparison.Ordinal);

    private sealed class Handler(FaultyDoor door, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private bool _hasItem;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var name = NameOf(request);
            lock (door.Requests)
            {
                door.Requests.Add(name);
            }

            if (door.Fault is { } fault && await fault(request, cancellationToken) is { } answer)
            {
                if (answer.StatusCode != HttpStatusCode.Processing)
                {
                    return answer;
                }

                using var lost = await base.SendAsync(request, cancellationToken);
                throw new HttpRequestException("The connection broke.");
            }

            _hasItem |= name.EndsWith("/items", StringComparison.Ordinal);
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.SwitchingProtocols && door.SocketFault != SocketFault.None)
            {
                var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
                response.Content = new FaultyContent(new FaultyStream(stream, () => _hasItem ? door.SocketFault : SocketFault.None, door.Silent));
            }

            return response;
        }
    }
}

/// <summary>What becomes of a socket.</summary>
internal enum SocketFault
{
    None,
    Ends,
    FallsSilent,
}

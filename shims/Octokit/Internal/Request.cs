namespace Octokit.Internal;

/// <summary>A request before it becomes a message.</summary>
public class Request : IRequest
{
    public object Body { get; set; }

    public Dictionary<string, string> Headers { get; } = [];

    public HttpMethod Method { get; set; }

    public Dictionary<string, string> Parameters { get; } = [];

    public Uri BaseAddress { get; set; }

    public Uri Endpoint { get; set; }

    /// <summary>100 s unless set.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    public string ContentType { get; set; }
}

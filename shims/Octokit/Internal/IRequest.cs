namespace Octokit.Internal;

/// <summary>A request before it becomes a message.</summary>
public interface IRequest
{
    object Body { get; set; }

    Dictionary<string, string> Headers { get; }

    HttpMethod Method { get; }

    Dictionary<string, string> Parameters { get; }

    Uri BaseAddress { get; }

    Uri Endpoint { get; }

    TimeSpan Timeout { get; }

    string ContentType { get; }
}

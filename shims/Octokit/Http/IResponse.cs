using System.Net;

namespace Octokit;

/// <summary>An answer as it came.</summary>
public interface IResponse
{
    /// <summary>A text, or a stream for binary media types.</summary>
    object Body { get; }

    /// <summary>The first value of each header, but those of the content.</summary>
    IReadOnlyDictionary<string, string> Headers { get; }

    ApiInfo ApiInfo { get; }

    HttpStatusCode StatusCode { get; }

    string ContentType { get; }
}

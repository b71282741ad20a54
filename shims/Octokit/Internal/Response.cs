using System.Net;

namespace Octokit.Internal;

internal sealed class Response(HttpStatusCode statusCode, object body, IDictionary<string, string> headers, string contentType) : IResponse
{
    public object Body { get; } = body;

    public IReadOnlyDictionary<string, string> Headers { get; } = headers.AsReadOnly();

    public ApiInfo ApiInfo { get; } = ApiInfoReader.Read(headers);

    public HttpStatusCode StatusCode { get; } = statusCode;

    public string ContentType { get; } = contentType;
}

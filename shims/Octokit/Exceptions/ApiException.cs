using System.Net;
using Octokit.Internal;

namespace Octokit;

/// <summary>GitHub did not do what it was asked.</summary>
public class ApiException : Exception
{
    public ApiException()
        : this(new Response(0, null, new Dictionary<string, string>(), null))
    {
    }

    public ApiException(string message, HttpStatusCode httpStatusCode)
        : this(new ApiError(message), httpStatusCode, null)
    {
    }

    public ApiException(string message, Exception innerException)
        : this(new ApiError(message), 0, innerException)
    {
    }

    public ApiException(IResponse response)
        : this(response, null)
    {
    }

    public ApiException(IResponse response, Exception innerException)
        : base(null, innerException)
    {
        ArgumentNullException.ThrowIfNull(response);
        (HttpResponse, StatusCode, ApiError) = (response, response.StatusCode, ApiErrorReader.Read(response));
    }

    protected ApiException(HttpStatusCode statusCode, Exception innerException)
        : this(new ApiError(), statusCode, innerException)
    {
    }

    protected ApiException(ApiError apiError, HttpStatusCode statusCode, Exception innerException)
        : base(null, innerException) => (ApiError, StatusCode) = (apiError, statusCode);

    /// <summary>Null where the exception was not made from an answer.</summary>
    public IResponse HttpResponse { get; private set; }

    public HttpStatusCode StatusCode { get; private set; }

    public ApiError ApiError { get; private set; }

    public override string Message => ApiErrorMessageSafe ?? "An error occurred with this API request";

    /// <summary>GitHub's own words, null where there are none.</summary>
    protected string ApiErrorMessageSafe => string.IsNullOrWhiteSpace(ApiError?.Message) ? null : ApiError.Message;

    /// <summary>The body where it is text, else an empty text.</summary>
    protected string HttpResponseBodySafe => HttpResponse?.Body as string ?? string.Empty;

    /// <summary>Carries the body of the answer: not for logs.</summary>
    public override string ToString() => base.ToString() + Environment.NewLine + HttpResponseBodySafe;
}

namespace Octokit;

/// <summary>What GitHub says of a request that it did not do.</summary>
public class ApiError
{
    public ApiError()
    {
    }

    public ApiError(string message) => Message = message;

    public ApiError(string message, string documentationUrl, IReadOnlyList<ApiErrorDetail> errors) =>
        (Message, DocumentationUrl, Errors) = (message, documentationUrl, errors);

    public string Message { get; private set; }

    public string DocumentationUrl { get; private set; }

    /// <summary>Null where GitHub names none.</summary>
    public IReadOnlyList<ApiErrorDetail> Errors { get; private set; }
}

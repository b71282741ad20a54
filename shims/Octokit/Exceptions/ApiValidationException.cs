namespace Octokit;

/// <summary>422: the request is refused.</summary>
public class ApiValidationException : ApiException
{
    public ApiValidationException(IResponse response)
        : this(response, null)
    {
    }

    public ApiValidationException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
    }

    public override string Message => ApiErrorMessageSafe ?? "Validation Failed";
}

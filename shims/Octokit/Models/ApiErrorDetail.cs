namespace Octokit;

/// <summary>One fault of a request.</summary>
public class ApiErrorDetail
{
    public ApiErrorDetail()
    {
    }

    public ApiErrorDetail(string message, string code, string field, string resource) =>
        (Message, Code, Field, Resource) = (message, code, field, resource);

    public string Message { get; private set; }

    public string Code { get; private set; }

    public string Field { get; private set; }

    public string Resource { get; private set; }
}

namespace Octokit.Internal;

/// <summary>An answer and what its body says.</summary>
public class ApiResponse<T> : IApiResponse<T>
{
    /// <summary>Takes the body as it came where it is of the type, else nothing.</summary>
    public ApiResponse(IResponse response)
        : this(response, response?.Body is T body ? body : default)
    {
    }

    public ApiResponse(IResponse response, T bodyAsObject)
    {
        ArgumentNullException.ThrowIfNull(response);
        (HttpResponse, Body) = (response, bodyAsObject);
    }

    public T Body { get; }

    public IResponse HttpResponse { get; }
}

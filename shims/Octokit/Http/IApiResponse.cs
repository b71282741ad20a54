namespace Octokit;

/// <summary>An answer and what its body says.</summary>
public interface IApiResponse<out T>
{
    T Body { get; }

    IResponse HttpResponse { get; }
}

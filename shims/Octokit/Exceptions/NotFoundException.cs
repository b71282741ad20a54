namespace Octokit;

/// <summary>404: it is not there, or the credential may not see it.</summary>
public class NotFoundException : ApiException
{
    public NotFoundException(IResponse response)
        : this(response, null)
    {
    }

    public NotFoundException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
    }
}

namespace FamilyCart.RunnerManager.GitHub;

/// <summary>Names the version of the REST API that this client was written for, which Octokit does not.</summary>
internal sealed class VersionHandler : DelegatingHandler
{
    private const string Header = "X-GitHub-Api-Version";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Remove(Header);
        request.Headers.Add(Header, "2022-11-28");
        return base.SendAsync(request, cancellationToken);
    }
}

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A Redis server in a container.</summary>
public class RedisResource(string name) : ContainerResource(name), IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "tcp";

    public RedisResource(string name, ParameterResource password) : this(name) => PasswordParameter = password;

    public EndpointReference PrimaryEndpoint => new(this, PrimaryEndpointName);

    public ParameterResource? PasswordParameter { get; internal set; }

    public ReferenceExpression ConnectionStringExpression
        => PasswordParameter is { } password
            ? ReferenceExpression.Create($"{Address},password={password}{Encryption}")
            : ReferenceExpression.Create($"{Address}{Encryption}");

    public ReferenceExpression UriExpression
        => PasswordParameter is { } password
            ? ReferenceExpression.Create($"{Scheme}://:{password:uri}@{Address}")
            : ReferenceExpression.Create($"{Scheme}://{Address}");

    private EndpointReferenceExpression Address => PrimaryEndpoint.Property(EndpointProperty.HostAndPort);

    private EndpointReferenceExpression Scheme => PrimaryEndpoint.Property(EndpointProperty.Scheme);

    private ReferenceExpression Encryption => ReferenceExpression.CreateConditional(
        PrimaryEndpoint.Property(EndpointProperty.TlsEnabled), bool.TrueString, ReferenceExpression.Create($",ssl=true"), ReferenceExpression.Empty);

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties()
    {
        yield return new("Host", ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Host)}"));
        yield return new("Port", ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Port)}"));
        if (PasswordParameter is { } password)
        {
            yield return new("Password", ReferenceExpression.Create($"{password}"));
        }

        yield return new("Uri", UriExpression);
    }
}

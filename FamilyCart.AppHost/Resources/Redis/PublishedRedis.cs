using Aspire.Hosting.Docker.Resources.ComposeNodes;
using FamilyCart.AppHost.Publishing;

namespace FamilyCart.AppHost.Resources.Redis;

/// <summary>Redis as it is published.</summary>
internal static class PublishedRedis
{
    private const string PasswordVariable = "REDIS_PASSWORD";

    public static ComposePlan Server(string secret) => new()
    {
        Profiles = [ComposeProfile.Uat],
        Networks = [ComposeNetwork.Data],
        Limits = new(384, 0.25, 64),
        User = "redis",
        Health = ["CMD-SHELL", $"REDISCLI_AUTH=\"$$(head -n 1 {ComposeSecrets.FileOf(secret)})\" redis-cli ping | grep -q PONG"],
        Secrets = [secret],
    };

    /// <summary>
    /// The password is read from its file and handed over by the standard input: an argument could be read by every process of the machine.
    /// While one takes over from another the file has two lines, and both are taken.
    /// </summary>
    public static void ReadPassword(Service service, string secret)
    {
        service.Environment.Remove(PasswordVariable);
        var command = service.Command[^1].Replace($" --requirepass $${PasswordVariable}", "", StringComparison.Ordinal);
        service.Command[^1] = $"{command} - <<END\nuser default on ~* &* +@all $$(sed 's/^/>/' {ComposeSecrets.FileOf(secret)} | tr '\\n' ' ')\nEND\n";
    }
}

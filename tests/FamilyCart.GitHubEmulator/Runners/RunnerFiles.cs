using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Runners;

/// <summary>The three files of a registration. The key has the shape of RSA's, but its numbers are random: who shows <c>d</c> is the runner.</summary>
internal static class RunnerFiles
{
    public static string Settings(Runner runner, string server, string workFolder, bool disableUpdate) => new JsonObject
    {
        ["AgentId"] = runner.Id.ToString(CultureInfo.InvariantCulture),
        ["AgentName"] = runner.Name,
        ["PoolId"] = "1",
        ["PoolName"] = "Default",
        ["DisableUpdate"] = disableUpdate ? "True" : "False",
        ["Ephemeral"] = runner.Ephemeral ? "True" : "False",
        ["ServerUrl"] = server,
        ["GitHubUrl"] = server + runner.Scope.Name,
        ["WorkFolder"] = workFolder,
        ["UseV2Flow"] = "True",
        ["ServerUrlV2"] = server,
    }.ToJsonString();

    public static string Credentials(Runner runner, string server) => new JsonObject
    {
        ["Scheme"] = "OAuth",
        ["data"] = new JsonObject
        {
            ["clientId"] = runner.ClientId,
            ["authorizationUrl"] = server + "_apis/oauth2/token",
            ["requireFipsCryptography"] = "True",
        },
    }.ToJsonString();

    public static string Key(Runner runner, Ground ground) => new JsonObject
    {
        ["d"] = runner.Secret,
        ["dp"] = Number(ground, 128),
        ["dq"] = Number(ground, 128),
        ["exponent"] = "AQAB",
        ["inverseQ"] = Number(ground, 128),
        ["modulus"] = Number(ground, 256),
        ["p"] = Number(ground, 128),
        ["q"] = Number(ground, 128),
    }.ToJsonString();

    /// <summary>Base64 of a JSON object of the files, each base64 again.</summary>
    public static string Encode(Runner runner, Ground ground, string server, string workFolder) => Base64(new JsonObject
    {
        [".runner"] = Base64(Settings(runner, server, workFolder, disableUpdate: true)),
        [".credentials"] = Base64(Credentials(runner, server)),
        [".credentials_rsaparams"] = Base64(Key(runner, ground)),
    }.ToJsonString());

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Number(Ground ground, int bytes) => Convert.ToBase64String(ground.Bytes(bytes));
}

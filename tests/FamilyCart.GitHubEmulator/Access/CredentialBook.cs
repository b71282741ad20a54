using System.Buffers.Text;
using System.Globalization;
using System.Text;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Access;

/// <summary>Every credential that is good, or was.</summary>
internal sealed class CredentialBook
{
    private static readonly TimeSpan s_tokenLife = TimeSpan.FromHours(1);

    private static readonly string[] s_allScopes = ["repo", "admin:org", "admin:org_hook", "manage_runners:enterprise"];

    private static readonly Dictionary<string, string> s_appPermissions = new()
    {
        ["actions"] = "read",
        ["administration"] = "write",
        ["metadata"] = "read",
        ["organization_self_hosted_runners"] = "write",
        ["repository_hooks"] = "write",
    };

    private readonly Ground _ground;
    private readonly Dictionary<string, Caller> _callers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Scope Scope, string Use, DateTimeOffset ExpiresAt)> _registrations = new(StringComparer.Ordinal);
    private readonly List<AppRequest> _apps = [];
    private int _lastUser;

    public CredentialBook(Ground ground, EmulatorSettings settings)
    {
        _ground = ground;
        if (settings.Token is { } token)
        {
            Add(new TokenRequest(Token: token));
        }
    }

    public IReadOnlyList<AppRequest> Apps => _apps;

    /// <summary>Makes a personal token and returns it.</summary>
    public string Add(TokenRequest request)
    {
        lock (_ground.Gate)
        {
            var token = request.Token ?? (request.Kind == CallerKind.Classic ? "ghp_" + _ground.Hex(36) : "github_pat_" + _ground.Hex(82));
            var key = string.Create(CultureInfo.InvariantCulture, $"user ID {++_lastUser}");
            _callers[token] = new Caller(
                request.Kind,
                key,
                request.Scopes ?? s_allScopes,
                request.Permissions ?? new Dictionary<string, string>(),
                request.Owners,
                request.ExpiresAt);
            return token;
        }
    }

    public void Add(AppRequest app)
    {
        lock (_ground.Gate)
        {
            _apps.RemoveAll(other => other.Id == app.Id);
            _apps.Add(app with { Permissions = app.Permissions ?? s_appPermissions });
        }
    }

    public bool Revoke(string token)
    {
        lock (_ground.Gate)
        {
            return _callers.Remove(token);
        }
    }

    /// <summary>A token of an installation, in the long form that GitHub has rolled out since April 2026.</summary>
    public (string Token, DateTimeOffset ExpiresAt) AddInstallationToken(AppRequest app)
    {
        var expiresAt = _ground.Now + s_tokenLife;
        var claims = Encoding.UTF8.GetBytes($$"""{"iss":"{{app.Id}}","sub":"{{app.InstallationId}}","exp":{{expiresAt.ToUnixTimeSeconds()}}}""");
        var jwt = string.Join('.', Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8), Base64Url.EncodeToString(claims), Base64Url.EncodeToString(_ground.Bytes(256)));
        var token = string.Create(CultureInfo.InvariantCulture, $"ghs_{app.Id}_{jwt}");
        var key = string.Create(CultureInfo.InvariantCulture, $"installation ID {app.InstallationId}");
        _callers[token] = new Caller(CallerKind.Installation, key, [], app.Permissions!, [app.Account], expiresAt);
        return (token, expiresAt);
    }

    /// <summary>A token that registers or removes runners.</summary>
    public (string Token, DateTimeOffset ExpiresAt) AddRegistrationToken(Scope scope, string use)
    {
        var (token, expiresAt) = ("A" + _ground.Hex(28).ToUpperInvariant(), _ground.Now + s_tokenLife);
        _registrations[token] = (scope, use, expiresAt);
        return (token, expiresAt);
    }

    public Scope? ScopeOf(string? token, string use) =>
        token is not null && _registrations.TryGetValue(token, out var entry) && entry.Use == use && entry.ExpiresAt > _ground.Now ? entry.Scope : null;

    /// <summary>The caller, or GitHub's message.</summary>
    public (Caller? Caller, string? Fault) Of(string token)
    {
        lock (_ground.Gate)
        {
            if (_callers.TryGetValue(token, out var caller))
            {
                return caller.ExpiresAt <= _ground.Now ? (null, "Bad credentials") : (caller, null);
            }

            if (!token.Contains('.', StringComparison.Ordinal) || token.StartsWith("ghs_", StringComparison.Ordinal))
            {
                return (null, "Bad credentials");
            }

            var (app, fault) = AppJwt.Check(token, _apps, _ground.Now);
            return app is null
                ? (null, fault)
                : (new Caller(CallerKind.App, string.Create(CultureInfo.InvariantCulture, $"app ID {app.Id}"), [], new Dictionary<string, string>(), null, null), null);
        }
    }

    public AppRequest? AppOf(Caller caller) =>
        _apps.FirstOrDefault(app => caller.Key == string.Create(CultureInfo.InvariantCulture, $"app ID {app.Id}"));
}

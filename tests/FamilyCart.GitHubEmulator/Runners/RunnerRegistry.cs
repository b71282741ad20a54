using FamilyCart.GitHubEmulator.Control;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Runners;

/// <summary>All registrations. Everything is called under the lock.</summary>
internal sealed class RunnerRegistry(Ground ground)
{
    private readonly SortedDictionary<long, Runner> _runners = [];
    private readonly SortedDictionary<long, RegistrationView> _ever = [];

    public IEnumerable<RegistrationView> Ever => _ever.Values;

    public IEnumerable<Runner> All => _runners.Values;

    public IEnumerable<Runner> In(Scope scope) => _runners.Values.Where(runner => runner.Scope.Equals(scope));

    public Runner? Find(long id) => _runners.GetValueOrDefault(id);

    public Runner? Find(Scope scope, long id) => Find(id) is { } runner && runner.Scope.Equals(scope) ? runner : null;

    public Runner? Find(Scope scope, string name) =>
        In(scope).FirstOrDefault(runner => runner.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public Runner? ByClient(string? clientId, string? secret) =>
        _runners.Values.FirstOrDefault(runner => runner.ClientId == clientId && runner.Secret == secret);

    public Runner? ByToken(string? token) =>
        token is null ? null : _runners.Values.FirstOrDefault(runner => runner.AccessToken == token);

    public Runner? BySession(Guid id) => _runners.Values.FirstOrDefault(runner => runner.Session?.Id == id);

    public Runner Add(Scope scope, string name, IEnumerable<string> labels, bool ephemeral)
    {
        var runner = new Runner(ground.NextRunner(), name, scope, ephemeral, ground.Now)
        {
            ClientId = ground.Guid().ToString(),
            Secret = Convert.ToBase64String(ground.Bytes(256)),
        };
        runner.Labels.AddRange(labels.Distinct(StringComparer.OrdinalIgnoreCase));
        _runners.Add(runner.Id, runner);
        _ever.Add(runner.Id, new RegistrationView(runner.Id, name, scope.Name, ground.Now, null));
        ground.Tell();
        return runner;
    }

    public void Remove(Runner runner)
    {
        if (_runners.Remove(runner.Id))
        {
            _ever[runner.Id] = _ever[runner.Id] with { RemovedAt = ground.Now };
        }

        runner.Session?.Close();
        ground.Tell();
    }
}

namespace Aspire.Hosting.ApplicationModel;

public static class KnownResourceStates
{
    public static readonly string Hidden = nameof(Hidden);
    public static readonly string Starting = nameof(Starting);
    public static readonly string Running = nameof(Running);
    public static readonly string FailedToStart = nameof(FailedToStart);
    public static readonly string RuntimeUnhealthy = nameof(RuntimeUnhealthy);
    public static readonly string Stopping = nameof(Stopping);
    public static readonly string Exited = nameof(Exited);
    public static readonly string Finished = nameof(Finished);
    public static readonly string Waiting = nameof(Waiting);
    public static readonly string NotStarted = nameof(NotStarted);
    public static readonly string Building = nameof(Building);

    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];

    internal const string ValueMissing = nameof(ValueMissing);
    internal const string Unknown = nameof(Unknown);
}

public static class KnownResourceStateStyles
{
    public static readonly string Success = "success";
    public static readonly string Error = "error";
    public static readonly string Warn = "warning";
}

/// <summary>Names of the properties that a snapshot carries.</summary>
internal static class KnownProperties
{
    public const string ExecutablePath = "executable.path";
    public const string ExecutableWorkDirectory = "executable.workDir";
    public const string ExecutableArguments = "executable.args";
    public const string ExecutableProcessId = "executable.pid";
    public const string ProjectPath = "project.path";
    public const string ProjectLaunchProfile = "project.launchProfile";
    public const string ContainerImage = "container.image";
    public const string ContainerCommand = "container.command";
    public const string ContainerArguments = "container.args";
    public const string ContainerPorts = "container.ports";
    public const string ConnectionString = "resource.connectionString";
    public const string ParentName = "resource.parentName";
    public const string Source = "resource.source";
    public const string AppArguments = "resource.appArgs";
    public const string AppArgumentsSensitivity = "resource.appArgsSensitivity";
    public const string WaitingFor = "resource.waitingFor";
    public const string ParameterValue = "Value";
}

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The orchestrator's names of a resource's replicas.</summary>
internal sealed record DcpInstancesAnnotation(IReadOnlyList<DcpInstance> Instances) : IResourceAnnotation;

/// <param name="Name">Name of the orchestrator's object: the resource's name and the suffix.</param>
/// <param name="Suffix">Eight random letters.</param>
internal sealed record DcpInstance(string Name, string Suffix);

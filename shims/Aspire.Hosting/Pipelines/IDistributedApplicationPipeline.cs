namespace Aspire.Hosting.Pipelines;

/// <summary>The steps that an application is published by.</summary>
public interface IDistributedApplicationPipeline
{
    void AddStep(PipelineStep step);

    /// <param name="name">Name of the step.</param>
    /// <param name="action">What it does.</param>
    /// <param name="dependsOn">Name, or names, of steps that run before it.</param>
    /// <param name="requiredBy">Name, or names, of steps that it runs before, and as a part of.</param>
    void AddStep(string name, Func<PipelineStepContext, Task> action, object? dependsOn = null, object? requiredBy = null);
}

internal sealed class DistributedApplicationPipeline : IDistributedApplicationPipeline
{
    private readonly List<PipelineStep> _steps = [];

    public void AddStep(PipelineStep step)
    {
        if (_steps.Exists(s => s.Name == step.Name))
        {
            throw new InvalidOperationException($"A step with the name '{step.Name}' has already been added to the pipeline.");
        }

        _steps.Add(step);
    }

    public void AddStep(string name, Func<PipelineStepContext, Task> action, object? dependsOn = null, object? requiredBy = null)
        => AddStep(new PipelineStep { Name = name, Action = action, DependsOnSteps = Names(dependsOn), RequiredBySteps = Names(requiredBy) });

    /// <summary>Runs a step after all that it depends on, each once.</summary>
    /// <exception cref="InvalidOperationException">There is no such step, or steps wait for each other.</exception>
    public async Task RunAsync(string name, PipelineStepContext context)
    {
        foreach (var step in InOrder(name, []))
        {
            await step.Action(context).ConfigureAwait(false);
        }
    }

    private List<PipelineStep> InOrder(string name, HashSet<string> visited)
    {
        var step = _steps.Find(s => s.Name == name)
            ?? throw new InvalidOperationException($"Step '{name}' not found in pipeline. Available steps: {string.Join(", ", _steps.Select(s => $"'{s.Name}'"))}");
        var before = step.DependsOnSteps.Concat(_steps.Where(s => s.RequiredBySteps.Contains(name)).Select(s => s.Name));
        return visited.Add(name) ? [.. before.SelectMany(b => InOrder(b, visited)).ToArray(), step] : [];
    }

    private static List<string> Names(object? value) => value switch
    {
        null => [],
        string name => [name],
        IEnumerable<string> names => [.. names],
        _ => throw new ArgumentException("A step is named by a text, or by several.", nameof(value))
    };
}

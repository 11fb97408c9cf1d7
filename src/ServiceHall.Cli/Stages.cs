using System.Diagnostics;
using Spectre.Console;

namespace ServiceHall.Cli;

/// <summary>Says on standard error how far a long command is: a bar on a terminal, one line for each stage otherwise.</summary>
internal sealed class Stages(TextWriter error)
{
    private readonly bool _onTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;

    /// <summary>Does the work of a stage, which reports the share done.</summary>
    public T Run<T>(string title, Func<Action<double>, T> work)
    {
        if (_onTerminal) return WithBar(title, work);
        var watch = Stopwatch.StartNew();
        var result = work(_ => { });
        error.WriteLine($"{title} {watch.Elapsed.TotalSeconds:0.0}s");
        return result;
    }

    private T WithBar<T>(string title, Func<Action<double>, T> work) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) })
            .Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
                var result = work(share => bar.Value = share);
                bar.Value = 1;
                return result;
            });
}

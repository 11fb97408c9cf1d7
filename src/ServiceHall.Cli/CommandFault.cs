namespace ServiceHall.Cli;

/// <summary>A command cannot go on; the message tells its user what happened and what to do. Exit code 1.</summary>
internal sealed class CommandFault : Exception
{
    public CommandFault(string message)
        : base(message)
    {
    }

    public CommandFault(string message, Exception cause)
        : base(message, cause)
    {
    }

    public CommandFault()
    {
    }
}

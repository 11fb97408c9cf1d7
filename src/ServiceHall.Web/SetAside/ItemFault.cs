using Npgsql;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.SetAside;

/// <summary>Tells a fault of one item from one of the whole, and says it in Chinese.</summary>
internal static class ItemFault
{
    private const int Longest = 1000;

    /// <summary>
    /// Whether the others can go on: neither is the job stopped, nor the database away, nor did two transactions wait for
    /// one another, which the next run does not meet.
    /// </summary>
    public static bool IsOfItem(Exception fault, CancellationToken cancel) =>
        !cancel.IsCancellationRequested && (IsTimeout(fault) || !ServiceInterrupted.IsInterruption(fault))
        && Database(fault)?.SqlState is not (PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure);

    /// <summary>Whether one statement took too long.</summary>
    public static bool IsTimeout(Exception fault) =>
        fault.GetBaseException() is TimeoutException || Database(fault)?.SqlState == PostgresErrorCodes.QueryCanceled;

    /// <summary>Why it was not done, in a sentence.</summary>
    public static string Sentence(Exception fault) => Database(fault) switch
    {
        _ when IsTimeout(fault) => "数据太多，没有在时限内算完。",
        { SqlState: PostgresErrorCodes.StringDataRightTruncation } => "有一段文字太长，数据库存不下。",
        { SqlState: ['2', '3', ..] } database => $"结果与数据库的约束不符（{database.ConstraintName}）。",
        { } database => $"数据库没有接受（{database.SqlState}）。",
        null => fault.GetBaseException() is InvalidOperationException or ArgumentException
            ? "数据前后不一致，程序不能继续。" : $"程序出错（{fault.GetBaseException().GetType().Name}）。",
    };

    /// <summary>What the fault itself said, cut.</summary>
    public static string Detail(Exception fault) => Cut.To(fault.GetBaseException().Message, Longest);

    private static PostgresException? Database(Exception? fault) => fault switch
    {
        null => null,
        PostgresException database => database,
        _ => Database(fault.InnerException),
    };
}

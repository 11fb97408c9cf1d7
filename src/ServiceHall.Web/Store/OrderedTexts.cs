using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using ServiceHall.Web.Store.Objects;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Store;

/// <summary>
/// Whatever a query orders by a text, it orders as people read lists (<see cref="HallOrder"/>), so none can forget it. One
/// that needs another order names its own collation. Only orders use it: keys and indexes stay as they are when the
/// system's ICU changes.
/// </summary>
internal sealed class OrderedTexts : ExpressionVisitor, IQueryExpressionInterceptor, IDatabaseObjects
{
    /// <summary>The one for all contexts: EF makes services of its own for each.</summary>
    public static readonly OrderedTexts Instance = new();

    private static readonly Func<DbFunctions, string, string, string> Collate = RelationalDbFunctionsExtensions.Collate;

    public IEnumerable<DatabaseObject> DatabaseObjects => [DatabaseObject.Collation(HallOrder.Collation, "zh-u-co-pinyin-kn-true")];

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData) => Visit(queryExpression);

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        var visited = (MethodCallExpression)base.VisitMethodCall(node);
        if (visited.Method.DeclaringType is not { } type || (type != typeof(Queryable) && type != typeof(Enumerable)) || !Orders(visited))
            return visited;
        var quoted = visited.Arguments[1] is UnaryExpression { NodeType: ExpressionType.Quote };
        var key = (LambdaExpression)(quoted ? ((UnaryExpression)visited.Arguments[1]).Operand : visited.Arguments[1]);
        if (key.ReturnType != typeof(string) || key.Body is MethodCallExpression { Method.Name: nameof(Collate) })
            return visited;
        var collated = Expression.Lambda(key.Type, Expression.Call(
            Collate.Method, Expression.Constant(EF.Functions), key.Body, Expression.Constant(HallOrder.Collation)), key.Parameters);
        return Expression.Call(visited.Method, visited.Arguments[0], quoted ? Expression.Quote(collated) : collated);
    }

    private static bool Orders(MethodCallExpression call) => call.Arguments is [_, UnaryExpression { NodeType: ExpressionType.Quote } or LambdaExpression]
        && call.Method.Name is nameof(Queryable.OrderBy) or nameof(Queryable.OrderByDescending) or nameof(Queryable.ThenBy) or nameof(Queryable.ThenByDescending);
}

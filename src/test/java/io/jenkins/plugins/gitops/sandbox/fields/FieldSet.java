package io.jenkins.plugins.gitops.sandbox.fields;

import io.jenkins.plugins.gitops.sandbox.schema.ListType;
import io.jenkins.plugins.gitops.sandbox.schema.MapType;
import io.jenkins.plugins.gitops.sandbox.schema.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A set of paths into an object: what a manager owns, what a request changed. A path and the paths below it are
 * members independently of each other. The operations return new sets; the semantics, also where they surprise, are
 * those of structured-merge-diff's {@code fieldpath.Set}.
 */
public final class FieldSet {

    final TreeSet<PathElement> members = new TreeSet<>();
    final TreeMap<PathElement, FieldSet> children = new TreeMap<>();

    public static FieldSet of(String... path) {
        List<PathElement> elements = new ArrayList<>();
        for (String name : path) {
            elements.add(PathElement.field(name));
        }
        return new FieldSet().insert(elements);
    }

    /** Adds a path, not its parents. The empty path stands for the whole object, which nobody owns. */
    public FieldSet insert(List<PathElement> path) {
        if (path.isEmpty()) {
            return this;
        }
        FieldSet here = this;
        for (PathElement step : path.subList(0, path.size() - 1)) {
            here = here.children.computeIfAbsent(step, s -> new FieldSet());
        }
        here.members.add(path.get(path.size() - 1));
        return this;
    }

    public boolean isEmpty() {
        return members.isEmpty() && children.values().stream().allMatch(FieldSet::isEmpty);
    }

    public boolean has(List<PathElement> path) {
        FieldSet here = this;
        for (PathElement step : path.subList(0, path.size() - 1)) {
            here = here.children.get(step);
            if (here == null) {
                return false;
            }
        }
        return here.members.contains(path.get(path.size() - 1));
    }

    boolean hasMember(PathElement element) {
        return members.contains(element);
    }

    FieldSet below(PathElement element) {
        return children.getOrDefault(element, new FieldSet());
    }

    public FieldSet union(FieldSet other) {
        FieldSet out = copy();
        out.members.addAll(other.members);
        other.children.forEach((step, set) -> out.children.merge(step, set, FieldSet::union));
        return out;
    }

    public FieldSet intersection(FieldSet other) {
        FieldSet out = new FieldSet();
        out.members.addAll(members);
        out.members.retainAll(other.members);
        children.forEach((step, set) -> {
            FieldSet theirs = other.children.get(step);
            if (theirs != null) {
                out.putUnlessEmpty(step, set.intersection(theirs));
            }
        });
        return out;
    }

    /** Removes the members of the other set; what lies below a removed member stays. */
    public FieldSet difference(FieldSet other) {
        return difference(other, false);
    }

    /** Removes the members of the other set and all that lies below them. */
    public FieldSet recursiveDifference(FieldSet other) {
        return difference(other, true);
    }

    private FieldSet difference(FieldSet other, boolean recursive) {
        FieldSet out = new FieldSet();
        out.members.addAll(members);
        out.members.removeAll(other.members);
        children.forEach((step, set) -> {
            if (recursive && other.members.contains(step)) {
                return;
            }
            FieldSet theirs = other.children.get(step);
            out.putUnlessEmpty(step, theirs == null ? set : set.difference(theirs, recursive));
        });
        return out;
    }

    /** Adds the named fields on the way to the members: a set with {@code a.b.c} gets {@code a} where the schema names it. */
    FieldSet withNamedParents(Type type) {
        FieldSet out = new FieldSet();
        out.members.addAll(members);
        children.forEach((step, set) -> {
            Type below = null;
            if (step.field() != null && type instanceof MapType map) {
                below = map.typeOf(step.field());
                if (map.declares(step.field())) {
                    out.members.add(step);
                }
            } else if (step.key() != null && type instanceof ListType list) {
                below = list.item();
            } else if (type instanceof Type.Any) {
                below = type;
            }
            out.children.put(step, set.withNamedParents(below));
        });
        return out;
    }

    /** Calls back with every member: those of a level first, then the levels below. */
    public void forEach(Consumer<List<PathElement>> visitor) {
        forEach(new ArrayList<>(), visitor);
    }

    private void forEach(List<PathElement> prefix, Consumer<List<PathElement>> visitor) {
        for (PathElement member : members) {
            List<PathElement> path = new ArrayList<>(prefix);
            path.add(member);
            visitor.accept(path);
        }
        children.forEach((step, set) -> {
            prefix.add(step);
            set.forEach(prefix, visitor);
            prefix.remove(prefix.size() - 1);
        });
    }

    private FieldSet copy() {
        FieldSet out = new FieldSet();
        out.members.addAll(members);
        out.children.putAll(children);
        return out;
    }

    private void putUnlessEmpty(PathElement step, FieldSet set) {
        if (!set.isEmpty()) {
            children.put(step, set);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldSet that && members.equals(that.members) && children.equals(that.children);
    }

    @Override
    public int hashCode() {
        return Map.of("m", members, "c", children).hashCode();
    }
}

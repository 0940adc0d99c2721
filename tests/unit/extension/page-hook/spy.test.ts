import { expect, test } from 'vitest';
import { makeClassSpy, makeSpy, spyOn, type CallTrap } from '../../../../lib/extension/page-hook/spy.ts';

const passOn: CallTrap = (target, self, args) => Reflect.apply<unknown, unknown[], unknown>(target, self, args);

test('a spied method keeps the flags of its property, its name and its length, and is spied on once', () => {
  const holder = {};
  const method = function named(_one: unknown, _two: unknown): string {
    return 'result';
  };
  Object.defineProperty(holder, 'act', { value: method, writable: false, enumerable: false, configurable: true });
  expect(spyOn(holder, 'act', passOn)).toBe(true);
  const first = Object.getOwnPropertyDescriptor(holder, 'act');
  expect(spyOn(holder, 'act', passOn)).toBe(true);
  expect(Object.getOwnPropertyDescriptor(holder, 'act')).toEqual(first);
  expect(first).toMatchObject({ writable: false, enumerable: false, configurable: true });
  expect([(first?.value as typeof method).name, (first?.value as typeof method).length]).toEqual(['named', 2]);
});

test('of an accessor only the setter is spied on; where there is nothing, nothing is put', () => {
  const set: unknown[] = [];
  const holder = {
    get src() {
      return 'got';
    },
    set src(value: unknown) {
      set.push(value);
    },
  };
  const getter = (): unknown => Reflect.get(Object.getOwnPropertyDescriptor(holder, 'src') ?? {}, 'get');
  const before = getter();
  expect(spyOn(holder, 'src', passOn)).toBe(true);
  holder.src = 'x';
  expect([set, holder.src, getter()]).toEqual([['x'], 'got', before]);
  expect([spyOn(holder, 'none', passOn), 'none' in holder]).toEqual([false, false]);
});

test('a spied class gives its own objects, also to `Reflect.construct` with another prototype', () => {
  const built: unknown[] = [];
  const Spy = makeClassSpy(Map as never, (object) => built.push(object)) as unknown as typeof Map;
  const made = Reflect.construct(Spy, [], Set) as object;
  expect(Object.getPrototypeOf(made)).toBe(Set.prototype);
  expect(built.length === 1 && built[0] === made).toBe(true);
  expect(() => (Spy as unknown as () => void)()).toThrow(TypeError);
});

test('a page that puts traps on Object.prototype does not reach the spy', () => {
  const spy = makeSpy(() => 1, passOn);
  Object.defineProperty(Object.prototype, 'get', { value: () => 'trapped', configurable: true });
  const read = (spy as unknown as { own: unknown }).own;
  delete (Object.prototype as { get?: unknown }).get;
  expect(read).toBe(undefined);
});

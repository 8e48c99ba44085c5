import { load, predict } from 'netspec/browser';

const form = document.querySelector<HTMLFormElement>('#flower')!;
const answer = document.querySelector('#answer')!;
const table = document.querySelector('#probabilities')!;

try {
  const model = await load('model/');

  const show = async () => {
    const sliders = [...form.querySelectorAll('input')];
    for (const slider of sliders) slider.nextElementSibling!.textContent = slider.value;
    const row = Object.fromEntries(sliders.map((slider) => [slider.name, Number(slider.value)]));
    const [{ species, probabilities }] = (await predict(model, [row])) as [{ species: string; probabilities: Record<string, number> }];
    answer.textContent = species;
    table.replaceChildren(...Object.entries(probabilities).map(([name, p]) => bar(name, p)));
  };
  form.addEventListener('input', () => void show());
  await show();
} catch (error) {
  answer.textContent = '';
  document.querySelector('#problem')!.textContent = String(error);
}

function bar(name: string, probability: number): HTMLElement {
  const line = document.createElement('tr');
  const meter = document.createElement('meter');
  meter.value = probability;
  const cells = [name, meter, `${(100 * probability).toFixed(1)} %`].map((content) => {
    const cell = document.createElement('td');
    cell.append(content);
    return cell;
  });
  line.append(...cells);
  return line;
}
